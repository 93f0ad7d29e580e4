import type { SignInCounts } from '#lib/audit/sign-in-counts.ts'
import { formatPlotTime, type PlotLook } from './plot-time.ts'

type Props = { times: SignInCounts[]; look: PlotLook }

/** The numbers behind the plot, newest first. */
export function SignInNumbers({ times, look }: Props) {
  return (
    <details className="mt-2">
      <summary className="w-fit rounded-sm hover:underline">Numbers</summary>
      <table className="mt-2 w-full text-right">
        <caption className="sr-only">Sign-ins, {look.words}</caption>
        <thead>
          <tr className="border-line border-b">
            <th scope="col" className="py-1 text-left font-medium first-letter:uppercase">
              {look.unit}
            </th>
            <th scope="col" className="font-medium">
              Signed in
            </th>
            <th scope="col" className="font-medium">
              Limited
            </th>
            <th scope="col" className="font-medium">
              Refused
            </th>
          </tr>
        </thead>
        <tbody>
          {times.toReversed().map(({ from, ok, refused, limited }) => (
            <tr key={+from} className="border-line border-b last:border-b-0">
              <th scope="row" className="py-1 text-left font-normal text-quiet">
                {formatPlotTime(from, look)}
              </th>
              <td>{ok}</td>
              <td>{limited}</td>
              <td>{refused}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
