/**
 * The package as it is published, unpacked into the `node_modules` of a new folder; what it depends
 * on is linked from here, so that nothing is fetched.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "./folders.ts";
import { root } from "./source-files.ts";

/** @returns the folder */
export function packedProject(): string {
  const folder = newFolder("lemmata-project-");
  const printed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
  });
  const packed = printed.trim().split("\n").at(-1) ?? "";
  const modules = join(folder, "node_modules");
  const own = join(modules, "lemmata");
  mkdirSync(own, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, packed), "-C", own, "--strip-components=1"]);
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name !== "lemmata" && name !== ".cache") {
      symlinkSync(join(root, "node_modules", name), join(modules, name));
    }
  }
  return folder;
}
