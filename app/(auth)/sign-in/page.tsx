import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/identity/auth-card";
import { SignInForm } from "@/components/identity/sign-in-form";
import { readPageActor } from "@/lib/platform/page-session";
import { homeOf, queryText, safePath } from "@/lib/platform/paths";
import { signInAction } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const query = await searchParams;
  const next = safePath(queryText(query.next)) ?? undefined;
  const actor = await readPageActor();
  if (actor.role !== "anonymous") redirect(next ?? homeOf(actor.role));
  return (
    <AuthCard
      title="Sign in"
      lead="Welcome back."
      foot={
        <>
          <p>
            <Link href="/forgot-password">Forgot your password?</Link>
          </p>
          <p>
            New here? <Link href="/sign-up">Open an account</Link>
          </p>
        </>
      }
    >
      <SignInForm action={signInAction} next={next} role={roleMeant(queryText(query.as), next)} />
    </AuthCard>
  );
}

// Whoever comes from a borrower's page means the login as borrower, should the address have another one too.
function roleMeant(as: string | undefined, next: string | undefined) {
  const roles = ["borrower", "depositor", "admin"] as const;
  return roles.find((role) => as === role) ?? roles.find((role) => next?.startsWith(homeOf(role)));
}
