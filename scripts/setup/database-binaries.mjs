// The programs of the database server: found, or installed where we may, or asked for in plain words.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findExecutable } from "./executables.mjs";
import { canInstallPackages, installPackages } from "./system-packages.mjs";

// The two core packages hold programs only: no service is installed, so none is started.
const DEBIAN_PACKAGES = ["mariadb-server-core", "mariadb-client-core"];

/** The programs { server, installer, isMariaDb }, or null when this machine lacks them. MySQL's server is its own installer. */
export function findDatabaseBinaries() {
  const server = findExecutable(["mariadbd", "mysqld"]);
  if (!server) return null;
  if (!isMariaDb(server)) return { server, installer: server, isMariaDb: false };
  const installer = findExecutable(["mariadb-install-db", "mysql_install_db"]);
  // The installer is a shell script that calls this one.
  const reader = findExecutable(["my_print_defaults"]);
  return installer && reader ? { server, installer, isMariaDb: true } : null;
}

/** Finds the programs, installs them where that is allowed, or throws with one paragraph on what to do. */
export async function ensureDatabaseBinaries(note) {
  const found = findDatabaseBinaries();
  if (found) return found;
  if (canInstallPackages()) await installPackages(DEBIAN_PACKAGES, note);
  const installed = findDatabaseBinaries();
  if (!installed) throw new Error(databaseAdvice());
  return installed;
}

/** One paragraph for who has to install the database by hand. */
function databaseAdvice() {
  return [
    "Tessera brings its own private database, but needs MariaDB's server program, which is not on this machine.",
    `Install it with: ${databaseInstallCommand()}`,
    "(no service has to be started or set up), then run the same command again;",
    "or set DATABASE_URL=mysql://user:password@host:3306/database to use a MySQL 8.4 or MariaDB 10.11+ server of yours.",
  ].join(" ");
}

/** The command that installs the database on this system. */
export function databaseInstallCommand() {
  if (process.platform === "darwin") return "brew install mariadb";
  if (process.platform === "win32") return "wsl --install (Tessera's own database runs on Linux and macOS, so on Windows inside WSL)";
  const commands = {
    debian: `sudo apt-get install --no-install-recommends ${DEBIAN_PACKAGES.join(" ")}`,
    fedora: "sudo dnf install mariadb-server",
    rhel: "sudo dnf install mariadb-server",
    suse: "sudo zypper install mariadb",
    arch: "sudo pacman -S mariadb",
    alpine: "sudo apk add mariadb mariadb-client",
  };
  const family = distributionFamilies().find((name) => commands[name]);
  return family ? commands[family] : "your system's package manager (the package is mostly called mariadb-server)";
}

function distributionFamilies() {
  try {
    const release = readFileSync("/etc/os-release", "utf8");
    const values = [...release.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)].map((match) => match[1]);
    return values.join(" ").split(" ").map((name) => (name.includes("suse") ? "suse" : name));
  } catch {
    return [];
  }
}

function isMariaDb(server) {
  return execFileSync(server, ["--no-defaults", "--version"], { encoding: "utf8" }).includes("MariaDB");
}
