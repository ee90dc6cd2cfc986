import { conventions, type Convention } from "@/lib/core/day-count";

/** A convention by the name that people know it by. */
export function conventionName(convention: Convention): string {
  return convention.toUpperCase();
}

/** All conventions, to choose from. */
export const conventionChoices = conventions.map((value) => ({ value, label: conventionName(value) }));
