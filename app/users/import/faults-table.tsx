import type { RowResult } from '#lib/users/import/judge.ts'
import { describeFaults } from './run-import.ts'

const SCROLLING = 'max-h-96 overflow-auto -outline-offset-2'

/** The first of `total` faulty rows. */
export function FaultsTable({ faults, total }: { faults: RowResult[]; total: number }) {
  const more = total - faults.length
  return (
    <div>
      <div className="overflow-hidden rounded-md border border-line">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <section tabIndex={0} aria-label="Rows with errors" className={SCROLLING}>
          <table className="w-full border-separate border-spacing-0 text-left text-sm">
            <caption className="sr-only">Rows with errors</caption>
            <thead className="sticky top-0 bg-sunken">
              <tr>
                <th scope="col" className="w-12 px-3 sm:w-20 py-2 text-right font-medium">
                  Row
                </th>
                <th scope="col" className="px-3 py-2 font-medium">
                  User ID
                </th>
                <th scope="col" className="px-3 py-2 font-medium">
                  Error
                </th>
              </tr>
            </thead>
            <tbody>
              {faults.map(fault => (
                <tr key={fault.row} className="align-top">
                  <td className="border-line border-t px-3 py-2 text-right">
                    {fault.row.toLocaleString('en')}
                  </td>
                  <th
                    scope="row"
                    className="border-line border-t px-3 py-2 font-mono font-normal wrap-anywhere"
                  >
                    {fault.uid}
                  </th>
                  <td className="border-line border-t px-3 py-2 wrap-anywhere">
                    {describeFaults(fault)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      {more > 0 && (
        <p className="mt-2 text-quiet text-sm">
          And {more.toLocaleString('en')} more. The report has all of them.
        </p>
      )}
    </div>
  )
}
