import { FieldFrame, tieToNote } from '../../components/field.tsx'

type Props = {
  error: string | undefined
  /** Whether the form has the text of a file already. */
  isKept: boolean
}

/** Takes a CSV file of people. */
export function FileField({ error, isKept }: Props) {
  const id = 'field-file'
  const help = isKept
    ? 'The file that you have chosen goes with it. Choose another one to replace it.'
    : 'With a column email, and name and role if you like.'
  return (
    <FieldFrame id={id} label="Or a CSV file" help={help} error={error} optional>
      <input
        type="file"
        name="file"
        accept=".csv,.tsv,.txt,text/csv"
        {...tieToNote({ id, help, error })}
        className="block w-full text-quiet text-sm file:mr-3 file:min-h-8 file:rounded-md file:border file:border-edge file:border-solid file:bg-raised file:px-3 file:py-1 file:font-medium file:text-ink"
      />
    </FieldFrame>
  )
}
