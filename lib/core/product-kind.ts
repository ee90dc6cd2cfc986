import type { GraceColumns, LoanMethod } from "./loan-terms";
import type { Money } from "./money";

/** What of a product its schedules follow from, amounts and rates aside. */
export type ProductKind = GraceColumns & {
  method: LoanMethod;
  rateBasis: "year" | "term";
  roundInstalmentTo: Money | null;
  instalmentsMin: number;
  instalmentsMax: number;
};

/** A part of a product that does not fit the others, and what to do about it. */
type KindProblem = { about: keyof ProductKind; message: string };

/** Why no product can have these terms together, the most important reason first; null where one can. */
export function whyNotKind(kind: ProductKind): KindProblem | null {
  const { method, rateBasis, roundInstalmentTo, graceInstalments, graceOf, graceInterest, instalmentsMin, instalmentsMax } = kind;
  if (instalmentsMin > instalmentsMax) return { about: "instalmentsMin", message: "The shortest term cannot be longer than the longest." };
  if (rateBasis === "term" && method !== "flat") return { about: "rateBasis", message: "Only a flat loan has a rate for the whole term: state the rate of a year." };
  if (method === "bullet" && roundInstalmentTo !== null) {
    return { about: "roundInstalmentTo", message: "The instalments of a bullet are its interest, so there is nothing to round: leave the multiple out." };
  }
  if (graceInstalments === 0) return null;
  if (method === "flat") return { about: "graceInstalments", message: "Interest of a flat loan is owed from the first day, so it has no grace: choose another method or leave grace out." };
  if (graceInstalments >= instalmentsMin) {
    return { about: "graceInstalments", message: `Grace must leave at least one instalment of the shortest term: at most ${instalmentsMin - 1} of ${instalmentsMin}.` };
  }
  if (method === "bullet" && graceOf === "principal" && graceInterest === "charged") {
    return { about: "graceOf", message: "A bullet asks for no principal before its last instalment anyway: choose grace of both, or leave it out." };
  }
  return null;
}
