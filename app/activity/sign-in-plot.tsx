import type { AuditResult } from '#lib/audit/event.ts'
import type { SignInCounts } from '#lib/audit/sign-in-counts.ts'
import { formatPlotTime, type PlotLook } from './plot-time.ts'
import { SignInNumbers } from './sign-in-numbers.tsx'

type Props = { times: SignInCounts[]; look: PlotLook }

const HEIGHT = 100
/** From the bottom up: what matters most is on the base line, where bars are easy to compare. */
const LAYERS = [
  { result: 'refused', name: 'Refused', fill: 'fill-danger' },
  { result: 'limited', name: 'Limited', fill: 'fill-[url(#limited)]' },
  { result: 'ok', name: 'Signed in', fill: 'fill-edge' },
] as const

/** Sign-ins over time: done, refused and limited; one bar for each hour or day. */
export function SignInPlot({ times, look }: Props) {
  const most = Math.max(...times.map(total), 1)
  const sum = (result: AuditResult) => times.reduce((all, time) => all + time[result], 0)
  const words = LAYERS.map(({ result, name }) => `${name}: ${sum(result).toLocaleString('en')}`)
  const first = times[0]?.from ?? new Date()
  return (
    <figure className="rounded-md border border-line bg-raised p-4 text-sm">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-medium text-base">Sign-ins, {look.words}</span>
        <span className="flex flex-wrap gap-x-4">
          {LAYERS.toReversed().map(({ result, name, fill }) => (
            <span key={result} className="inline-flex items-center gap-1.5">
              <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3">
                <rect width="12" height="12" rx="2" className={fill} />
              </svg>
              {name} <span className="text-quiet">{sum(result).toLocaleString('en')}</span>
            </span>
          ))}
        </span>
      </figcaption>
      <p className="mt-3 border-line border-t text-quiet">
        Scale: 0 to {most.toLocaleString('en')}
      </p>
      <svg
        role="img"
        aria-label={`Sign-ins, ${look.words}. ${words.join(', ')}. The numbers are in the table below.`}
        viewBox={`0 0 ${times.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-28 w-full border-edge border-b"
      >
        <Hatch />
        {times.map((time, index) => (
          <Bar key={+time.from} time={time} x={index} most={most} title={describeBar(time, look)} />
        ))}
      </svg>
      <div className="mt-1 flex justify-between text-quiet">
        <span>{formatPlotTime(first, look)}</span>
        <span>now</span>
      </div>
      <SignInNumbers times={times} look={look} />
    </figure>
  )
}

type BarProps = { time: SignInCounts; x: number; most: number; title: string }

function Bar({ time, x, most, title }: BarProps) {
  let base = HEIGHT
  return (
    <g>
      <title>{title}</title>
      <rect x={x} y={0} width={1} height={HEIGHT} className="fill-transparent" />
      {LAYERS.map(({ result, fill }) => {
        const height = (time[result] / most) * HEIGHT
        base -= height
        return (
          height > 0 && (
            <rect key={result} x={x + 0.1} y={base} width={0.8} height={height} className={fill} />
          )
        )
      })}
    </g>
  )
}

/** Horizontal stripes: the plot is stretched horizontally, which would tilt any others. */
function Hatch() {
  return (
    <defs>
      <pattern id="limited" width="1" height="5" patternUnits="userSpaceOnUse">
        <rect width="1" height="5" className="fill-accent-tint" />
        <rect width="1" height="3" className="fill-accent" />
      </pattern>
    </defs>
  )
}

const total = ({ ok, refused, limited }: SignInCounts) => ok + refused + limited

function describeBar(time: SignInCounts, look: PlotLook): string {
  const counts = LAYERS.map(({ result, name }) => `${name.toLowerCase()} ${time[result]}`)
  return `${formatPlotTime(time.from, look)}: ${counts.toReversed().join(', ')}`
}
