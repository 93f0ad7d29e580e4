/** Text with `code` between backticks, as in the descriptions of the API document. */
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
