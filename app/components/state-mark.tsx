import { Ban, CircleCheck, type LucideIcon } from 'lucide-react'

type Props = { icon: LucideIcon; colour: string; children: string }

/** A state as an icon and a word, never as a colour alone. */
export function StateMark({ icon: Icon, colour, children }: Props) {
  return (
    <span className="inline-flex items-center gap-1 align-top">
      <Icon aria-hidden className={`size-4 ${colour}`} />
      {children}
    </span>
  )
}

type EnabledProps = {
  enabled: boolean
  /** Of the icon where it is enabled. */
  colour?: string
}

/** Whether something is enabled, or disabled. */
export function EnabledMark({ enabled, colour = 'text-allowed' }: EnabledProps) {
  return enabled ? (
    <StateMark icon={CircleCheck} colour={colour}>
      Enabled
    </StateMark>
  ) : (
    <StateMark icon={Ban} colour="text-danger">
      Disabled
    </StateMark>
  )
}
