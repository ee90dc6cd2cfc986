// The production build that the tests over HTTP and in the browser run against.
import { build, isBuildCurrent } from "../setup/build.mjs";
import { readSecrets } from "../setup/secrets.mjs";
import { appEnvironment } from "../setup/settings.mjs";
import { browserDataFolder, emptyBrowserData } from "./own-ground.mjs";
import { TEST_DIST_FOLDER } from "./test-folder.mjs";

/** Builds when a source is newer than the build. `areTypesChecked` saves the build from checking them again. */
export async function provideTestBuild({ step, database, areTypesChecked }) {
  if (isBuildCurrent(TEST_DIST_FOLDER)) return;
  emptyBrowserData();
  const bank = appEnvironment({ databaseUrl: database.url("tessera"), port: 3000, secrets: readSecrets(browserDataFolder), mode: "production" });
  const env = { ...bank, TESSERA_TYPES_CHECKED: areTypesChecked ? "1" : "0" };
  await step("Build", (note) => build({ env, distFolder: TEST_DIST_FOLDER, note }));
}
