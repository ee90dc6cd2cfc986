/** Under this name a date's proof is noted as done. */
export const PROVE_POSITIONS = "prove-positions";
