/** Text in which `code` stands between backticks, as descriptions of the document have it. */
export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, i) =>
    i % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text stay where they are.
      <code key={i} className="font-mono text-[0.93em] wrap-anywhere">
        {part}
      </code>
    ),
  )
}
