import { useRouter } from "next/navigation";

/** For a form's action: looking is not doing, so what is asked goes into the address of a page, and the server draws what it would do. */
export function useLook(page: string) {
  const router = useRouter();
  return (asked: Record<string, string>) => {
    router.push(`${page}?${new URLSearchParams(asked)}`, { scroll: false });
    return { ok: true as const, data: null };
  };
}
