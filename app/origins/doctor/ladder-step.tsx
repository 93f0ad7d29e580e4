import { Check, X } from 'lucide-react'
import type { Step } from '#lib/origins/doctor/step.ts'
import type { Fixes } from './fixes.ts'
import { StepFix } from './step-fix.tsx'

/** One step: its header lines in the lane of the side that sends them, a mark in the middle, the cause opposite. */
export function LadderStep({ step, fixes }: { step: Step; fixes: Fixes }) {
  const isBrowser = step.side === 'browser'
  const [own, other] = isBrowser
    ? (['md:col-start-1', 'md:col-start-3'] as const)
    : (['md:col-start-3', 'md:col-start-1'] as const)
  return (
    <li className="group/step grid grid-cols-[2rem_minmax(0,1fr)] gap-x-2 md:grid-cols-[minmax(0,1fr)_3rem_minmax(0,1fr)] md:gap-x-0">
      <Rail ok={step.ok} />
      <div
        className={`col-start-2 mb-2 self-start rounded-md border bg-raised p-3 md:row-start-1 md:mb-4 ${own} ${step.ok ? 'border-line' : 'border-danger'}`}
      >
        <h3 className="flex flex-wrap justify-between gap-x-4 font-semibold">
          <span>{step.title}</span>
          <span className={`text-sm ${step.ok ? 'text-allowed' : 'text-danger'}`}>
            <span className="font-normal text-quiet md:sr-only">{step.side}, </span>
            {step.ok ? 'passes' : 'fails'}
          </span>
        </h3>
        {step.lines.length > 0 && (
          <pre className="mt-2 rounded-sm bg-sunken px-3 py-2 font-mono text-sm wrap-anywhere whitespace-pre-wrap">
            {step.lines.join('\n')}
          </pre>
        )}
      </div>
      <div
        className={`col-start-2 mb-6 space-y-2 self-start md:row-start-1 md:mb-2 md:py-3 ${other}`}
      >
        <p>{step.cause}</p>
        <StepFix step={step} fixes={fixes} />
        <p className="text-quiet text-sm">
          <a href={step.rule.url} className="text-link">
            {step.rule.name}
          </a>
        </p>
      </div>
    </li>
  )
}

/** The mark, on the line that leads to the next step. */
function Rail({ ok }: { ok: boolean }) {
  const Icon = ok ? Check : X
  return (
    <div
      aria-hidden
      className="relative col-start-1 row-span-2 row-start-1 flex justify-center md:col-start-2 md:row-span-1"
    >
      <span className="absolute inset-y-0 w-px bg-line group-first/step:top-3 group-last/step:bottom-auto group-last/step:h-3" />
      <span
        className={`relative mt-3 flex size-6 items-center justify-center rounded-full border bg-surface ${ok ? 'border-allowed text-allowed' : 'border-danger text-danger'}`}
      >
        <Icon className="size-4" />
      </span>
    </div>
  )
}
