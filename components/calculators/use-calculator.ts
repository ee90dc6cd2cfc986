"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";

/** What is typed into a calculator, by the name of the field. */
export type Texts<Name extends string = string> = Readonly<Record<Name, string>>;

/** What is wrong with it, by the name of the field. */
export type Problems = Readonly<Record<string, string>>;

export type Calculator<Name extends string> = {
  texts: Texts<Name>;
  set: (name: string, text: string) => void;
  /** The query of an address that opens the calculator with these texts; null where it would be too long for one. */
  query: string | null;
};

/** Browsers refuse an address that changes with every key. */
const SETTLED_MS = 300;
/** Servers refuse longer addresses. */
const QUERY_MAX = 6_000;

/**
 * The texts of a calculator, kept in the address so that a question can be sent to somebody else.
 * @param defaults what an address leaves out
 * @param fresh what stands there at first and is another tomorrow, so that an address never leaves it out
 */
export function useCalculator<Name extends string>(defaults: Texts<Name>, fresh: Partial<Texts<Name>> = {}): Calculator<Name> {
  const sent = useSearchParams();
  const [texts, setTexts] = useState(() => withSent({ ...defaults, ...fresh }, sent));
  const [touched, setTouched] = useState(false);
  const query = queryOf(texts, defaults);
  useEffect(() => {
    if (!touched || query === null) return;
    const timer = setTimeout(() => window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [touched, query]);
  const set = (name: string, text: string) => {
    setTouched(true);
    setTexts((before) => ({ ...before, [name]: text }));
  };
  return { texts, set, query };
}

function withSent<Name extends string>(start: Texts<Name>, sent: { get: (name: string) => string | null }): Texts<Name> {
  const entries = Object.entries<string>(start).map(([name, text]) => [name, (sent.get(name) ?? text).slice(0, QUERY_MAX)]);
  return Object.fromEntries(entries) as Texts<Name>;
}

function queryOf<Name extends string>(texts: Texts<Name>, defaults: Texts<Name>): string | null {
  const changed = Object.entries<string>(texts).filter(([name, text]) => text !== defaults[name as Name]);
  const query = new URLSearchParams(changed).toString();
  return query.length <= QUERY_MAX ? query : null;
}
