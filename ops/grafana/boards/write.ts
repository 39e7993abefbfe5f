// Writes every board as Grafana reads it. Usage: node built/boards/write.js dashboards
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { boards } from "./all.js";

const folder = process.argv[2]!;
mkdirSync(folder, { recursive: true });
for (const board of boards) {
  writeFileSync(join(folder, `${board.uid}.json`), `${JSON.stringify(board, null, 2)}\n`);
}
