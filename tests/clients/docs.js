// Opens /docs in chromium and tells what was seen. Usage: node docs.js http://127.0.0.1:8080 [screenshot.png]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [, , address, screenshot] = process.argv;
const profile = await mkdtemp(join(tmpdir(), "chromium-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  viewport: { width: 1200, height: 1600 },
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
  ],
});

try {
  const page = await browser.newPage();
  const foreign = [];
  const errors = [];
  page.on("request", (request) => /^(data|blob):/.test(request.url()) || request.url().startsWith(`${address}/`) || foreign.push(request.url()));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));

  await page.goto(`${address}/docs`);
  await page.waitForSelector(".opblock");
  const operations = await page.$$eval(".opblock-summary-operation-id", (ids) => ids.map((id) => id.textContent.trim()));
  if (screenshot) {
    await page.screenshot({ path: screenshot });
  }

  // The page may also call what it shows.
  const liveness = page.locator(".opblock", { hasText: "getLiveness" });
  await liveness.locator(".opblock-summary-control").click();
  await liveness.locator("button.execute").click();
  const answered = await liveness.locator(".live-responses-table .response-col_status").last().innerText();

  console.log(JSON.stringify({ operations, foreign, errors, answered: answered.trim().split(/\s/)[0] }));
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
