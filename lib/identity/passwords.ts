import { hash, verify } from "@node-rs/argon2";

/** OWASP's second recommended setting for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** The hash of a random text that nobody kept, of the same cost as every other. */
const strangersHash = "$argon2id$v=19$m=19456,t=2,p=1$H8A9bn22YeKencLqxTXwPw$+mOOXhnzzxL2TMq5Jb5xHFMN1BSevG+/7DHi8qFsyms";

/** Argon2id in the PHC format, salt and cost included. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), cost);
}

/** Does the password fit? For an account that does not exist the same work is done and the answer is no. */
export async function isPasswordRight(passwordHash: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? strangersHash, password.normalize("NFKC"));
  return fits && passwordHash !== undefined;
}
