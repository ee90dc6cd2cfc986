import { z } from "zod";

/* What a person tells of itself, as it is sent: at registration and later. */

/** A text that may be left away; null says as little as a missing field. A number is read as its text. */
export function optionalTextSent(example: string) {
  return z
    .union([z.string(), z.number()], { error: "Enter a text." })
    .nullish()
    .transform((sent) => (sent === null || sent === undefined ? undefined : String(sent)))
    .meta({ example });
}

/** A date that may be left away. Of a whole timestamp the date counts. */
const optionalDateSent = z
  .string({ error: "Enter a date as YYYY-MM-DD." })
  .nullish()
  .transform((sent) => sent?.replace(/^(\d{4}-\d{2}-\d{2})T.*$/, "$1"))
  .meta({ description: "YYYY-MM-DD; of a timestamp the date counts.", example: "1990-05-17" });

/** Everything of a profile that may be left away. */
export const profileSent = {
  contact_number: optionalTextSent("+91 98765 43210"),
  date_of_birth: optionalDateSent,
  gender: optionalTextSent("Female"),
  nationality: optionalTextSent("Indian"),
  marital_status: optionalTextSent("Single"),
  permanent_address: optionalTextSent("14 Lake View Road, Pune 411001"),
};

type ProfileSent = { [Name in keyof typeof profileSent]?: string };

/** The same in the operations' words. */
export function profileInput(sent: ProfileSent) {
  return {
    phone: sent.contact_number,
    dateOfBirth: sent.date_of_birth,
    gender: sent.gender,
    nationality: sent.nationality,
    maritalStatus: sent.marital_status,
    permanentAddress: sent.permanent_address,
  };
}

/** The operations' name that this contract spells otherwise. */
export const profileFieldNames = { phone: "contact_number" };
