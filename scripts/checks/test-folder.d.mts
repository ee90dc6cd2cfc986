/** Where the build of the tests is. */
export const TEST_DIST_FOLDER: string;
