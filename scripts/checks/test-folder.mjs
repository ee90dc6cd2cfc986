/** Where the build of the tests is: a folder of its own, so that tests never disturb a running server. */
export const TEST_DIST_FOLDER = ".test/next";
