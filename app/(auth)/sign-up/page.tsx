import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/identity/auth-card";
import { SignUpForm } from "@/components/identity/sign-up-form";
import { queryText, safePath } from "@/lib/platform/paths";
import { registerAction } from "./actions";

export const metadata: Metadata = { title: "Open an account" };

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const query = await searchParams;
  const role = queryText(query.as) === "depositor" ? "depositor" : "borrower";
  return (
    <AuthCard
      title="Open an account"
      lead="It takes a minute. We confirm your address with a code."
      foot={
        <p>
          Already with us? <Link href="/sign-in">Sign in</Link>
        </p>
      }
    >
      <SignUpForm action={registerAction} role={role} next={safePath(queryText(query.next)) ?? undefined} />
    </AuthCard>
  );
}
