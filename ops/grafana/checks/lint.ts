// Prints what is wrong with the boards, a line each. Usage: node built/checks/lint.js dashboards
import { boardsIn } from "./files.js";
import { findings } from "./rules.js";

const found = findings(boardsIn(process.argv[2]!));
found.forEach((finding) => console.log(finding));
process.exitCode = found.length === 0 ? 0 : 1;
