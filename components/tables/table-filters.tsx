"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition, type FormEvent } from "react";
import { addressWith, type TableAddress } from "./table-address";
import classes from "./tables.module.css";

/** A filter is one parameter of the address: free text, or one of a few values ("" means all). */
export type TableFilter =
  | { kind: "search"; name: string; label: string }
  | { kind: "select"; name: string; label: string; options: readonly { value: string; label: string }[] };

/** The filters above a table. Choosing applies at once; text applies on Enter or with the button. */
export function TableFilters({ filters, address }: { filters: readonly TableFilter[]; address: TableAddress }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const apply = (form: HTMLFormElement) => {
    const typed = new FormData(form);
    const changes = Object.fromEntries(filters.map(({ name }) => [name, String(typed.get(name) ?? "").trim()]));
    startTransition(() => router.push(addressWith(address, changes), { scroll: false }));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    apply(event.currentTarget);
  };
  const now = (name: string) => address.params.get(address.prefix + name) ?? "";
  return (
    <form role="search" className={classes.filters} onSubmit={submit} aria-busy={pending} key={filters.map(({ name }) => now(name)).join("\n")}>
      {filters.map((filter) =>
        filter.kind === "search" ? (
          <TextInput
            key={filter.name}
            type="search"
            size="sm"
            name={filter.name}
            label={filter.label}
            defaultValue={now(filter.name)}
            leftSection={<Search size={16} aria-hidden />}
          />
        ) : (
          <NativeSelect
            key={filter.name}
            size="sm"
            name={filter.name}
            label={filter.label}
            defaultValue={now(filter.name)}
            onChange={(event) => event.currentTarget.form && apply(event.currentTarget.form)}
            data={[{ value: "", label: "All" }, ...filter.options]}
          />
        ),
      )}
      {filters.some(({ kind }) => kind === "search") && (
        <Button type="submit" variant="default" size="sm" loading={pending}>
          Search
        </Button>
      )}
    </form>
  );
}
