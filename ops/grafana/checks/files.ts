import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Board } from "./queries.js";

/** The boards as they lie in a folder: what Grafana reads. */
export const boardsIn = (folder: string): { file: string; board: Board }[] =>
  readdirSync(folder)
    .sort()
    .map((file) => ({ file, board: JSON.parse(readFileSync(join(folder, file), "utf8")) as Board }));
