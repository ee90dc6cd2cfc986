/** In a demo no mail leaves the machine: says where it arrives instead. */
export function LocalMailNote() {
  return (
    <p>
      This is a demo, so the mail arrives in the{" "}
      <a href="/mailbox" target="_blank" rel="noreferrer">
        local mailbox
      </a>
      .
    </p>
  );
}
