import { mkdirSync } from "node:fs";
import { expect, type Page, type Response } from "@playwright/test";

/** The logins of the demo's story. */
export const demo = {
  password: "tessera-demo-1",
  borrower: "asha.rao@tessera.example",
  depositor: "devika.sharma@tessera.example",
  admin: "admin@tessera.example",
} as const;

export type Person = "borrower" | "depositor" | "admin";

/** Where each of them arrives. */
export const homes: Record<Person, RegExp> = { borrower: /\/borrower/, depositor: /\/depositor/, admin: /\/admin/ };

const picturesFolder = ".test/pictures";

/** Where the session of somebody who has signed in is kept for those who only look. */
export const sessionFile = (who: Person) => `.test/sessions/${who}.json`;

/** Keeps a picture of the page, for whoever wants to look at the story. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(picturesFolder, { recursive: true });
  await page.screenshot({ path: `${picturesFolder}/${name}.png`, fullPage: true, animations: "disabled" });
}

/** The code of the newest message in the local mailbox to an address, undefined when there is none. */
async function codeIn(mailbox: Page, email: string): Promise<string | undefined> {
  await mailbox.goto("/mailbox");
  const messages = mailbox.getByRole("listitem").filter({ hasText: email });
  if ((await messages.count()) === 0) return undefined;
  return /\b\d{6}\b/.exec(await messages.first().innerText())?.[0];
}

/** Does what has a code sent to an address, and answers that code: a letter takes a moment, and older ones lie there too. */
async function codeSentBy(page: Page, email: string, act: () => Promise<void>): Promise<string> {
  const mailbox = await page.context().newPage();
  try {
    const before = await codeIn(mailbox, email);
    await act();
    let code: string | undefined;
    await expect(async () => {
      code = await codeIn(mailbox, email);
      expect(code, `a new code for ${email}`).not.toBe(before);
    }).toPass();
    if (code === undefined) throw new Error(`no code for ${email}`);
    return code;
  } finally {
    await mailbox.close();
  }
}

/** Types a code into its six boxes; the sixth sends it. */
async function enterCode(page: Page, code: string): Promise<void> {
  const boxes = page.getByRole("form", { name: "Confirm the code" }).getByRole("textbox");
  await boxes.first().click();
  await page.keyboard.type(code, { delay: 30 });
}

/** Opens an account as a person would: form, mail, code. */
export async function signUp(page: Page, { role, fullName, email, password }: { role: "Borrow" | "Invest"; fullName: string; email: string; password: string }): Promise<void> {
  await open(page, "/sign-up");
  await page.getByText(role, { exact: true }).first().click();
  await page.getByLabel("Full name").fill(fullName);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  const code = await codeSentBy(page, email, async () => {
    await page.getByRole("button", { name: "Open the account" }).click();
    await page.waitForURL(/\/verify/);
  });
  await page.waitForLoadState("networkidle");
  await enterCode(page, code);
  await page.waitForURL(role === "Borrow" ? /\/borrower/ : /\/depositor/);
}

/** Signs in with a password, and with a code where one is asked for. */
export async function signIn(page: Page, email: string, home: RegExp): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(demo.password);
  const send = () => page.getByRole("button", { name: "Sign in" }).click();
  if (email === demo.admin) {
    const code = await codeSentBy(page, email, async () => {
      await send();
      await page.waitForURL(/\/verify/);
    });
    await page.waitForLoadState("networkidle");
    await enterCode(page, code);
  } else await send();
  await page.waitForURL(home);
}

/** Opens a page and waits until it is alive: a click on a button that is only drawn yet would be lost. */
export async function open(page: Page, path: string): Promise<Response | null> {
  const answer = await page.goto(path);
  await page.waitForLoadState("networkidle");
  return answer;
}
