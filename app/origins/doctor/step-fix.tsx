import type { Step } from '#lib/origins/doctor/step.ts'
import { buttonLook } from '../../components/button-look.ts'
import { AllowAddress } from '../allow-address.tsx'
import { EnableOrigin } from '../enable-origin.tsx'
import { GrantAccess } from '../grant-access.tsx'
import type { Fixes } from './fixes.ts'

/** What fixes a step: a button that does it, where there is one, else a link or words. */
export function StepFix({ step, fixes }: { step: Step; fixes: Fixes }) {
  switch (step.id) {
    case 'access':
      return <Grant step={step} origin={fixes.origin} grant={fixes.access} />
    case 'passwords':
      return <Grant step={step} origin={fixes.origin} grant={fixes.passwords} />
    case 'redirect':
      return <AllowAddress address={fixes.address} client={fixes.origin} />
    case 'authorize':
      return (
        <>
          <EnableOrigin id={fixes.disabledId}>Enable this origin</EnableOrigin>
          {fixes.disabledId === null && <FixLink step={step} />}
        </>
      )
    default:
      return <FixLink step={step} />
  }
}

function Grant({ step, origin, grant }: { step: Step; origin: string; grant: Fixes['access'] }) {
  return (
    <>
      <GrantAccess grant={grant} origin={origin} />
      {step.fix && !grant && (
        <p className="text-quiet text-sm">
          The setting <span className="font-mono">{SETTINGS[step.id]}</span> decides.
        </p>
      )}
    </>
  )
}

const SETTINGS: Partial<Record<Step['id'], string>> = {
  access: 'CORS_ACCESS',
  passwords: 'CORS_PASSWORDS',
}

function FixLink({ step: { fix } }: { step: Step }) {
  if (!fix) return null
  if (!fix.href) return <p className="font-medium">{fix.label}.</p>
  return (
    <p>
      <a href={fix.href} className={`${buttonLook.small} h-auto min-h-8 py-1`}>
        {fix.label}
      </a>
    </p>
  )
}
