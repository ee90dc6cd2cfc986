// The browser of the browser tests.
import { findExecutable, isExecutable } from "./executables.mjs";
import { canInstallPackages, installPackages } from "./system-packages.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MAC_PROGRAM = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The path of Chromium; installed where that is allowed, else an error that says what to install. */
export async function ensureChromium(note) {
  const found = findChromium();
  if (found) return found;
  // Without one font of the system, text outside our own font would be drawn as empty boxes.
  if (canInstallPackages()) await installPackages(["chromium", "fonts-liberation"], note);
  const installed = findChromium();
  if (!installed) throw new Error("The browser tests need Chromium or Chrome, which is not on this machine. Install it (on Debian or Ubuntu: sudo apt-get install chromium), or set TESSERA_CHROMIUM to its path.");
  return installed;
}

function findChromium() {
  const asked = process.env.TESSERA_CHROMIUM;
  if (asked) return isExecutable(asked) ? asked : null;
  return findExecutable(NAMES) ?? (isExecutable(MAC_PROGRAM) ? MAC_PROGRAM : null);
}
