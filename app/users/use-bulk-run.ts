'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { describeError } from '../components/describe-error.ts'
import { isOtherViewer } from '../forms/same-viewer.ts'
import { changeBatch, readUidBatches, sendPasswordProof } from './bulk-batches.ts'
import {
  addResults,
  type BulkRequest,
  type BulkSummary,
  countTargets,
  describeUnanswered,
  emptySummary,
} from './bulk-words.ts'
import { useSelection } from './selection.tsx'

/** A bulk change that has begun: what became of the users so far, and how many are `left` if it ended early. */
export type BulkRun = {
  outcome: BulkSummary
  stopping: boolean
  over: boolean
  left: number
  failure: string
}

/**
 * Runs a bulk change batch by batch, until it is done, is stopped or fails. `errors` is set if the password must be
 * proved first, and says what was wrong with it; `role` is the role that was chosen before.
 */
export function useBulkRun(asked: BulkRequest, self: string) {
  const router = useRouter()
  const { drop, chooseMatching } = useSelection()
  const [run, setRun] = useState<BulkRun | null>(null)
  const [role, setRole] = useState<string>()
  const [errors, setErrors] = useState<Record<string, string> | null>(null)
  const busy = useRef(false)
  const stopped = useRef(false)
  useEffect(() => {
    stopped.current = false
    return () => {
      stopped.current = true
    }
  }, [])
  const start = async (role: string, proof: string) => {
    if (busy.current) return
    busy.current = true
    setRole(role)
    try {
      if (proof) await sendPasswordProof(proof)
      if (!stopped.current) await changeAll(role)
    } catch (error) {
      setErrors({ proof: describeError(error) })
    }
    busy.current = false
  }
  const changeAll = async (role: string) => {
    let outcome = emptySummary
    let unanswered = 0
    let failure = ''
    let isOurs = true
    const show = (over: boolean) => {
      const known = outcome.done + outcome.failed + unanswered
      const left = stopped.current || failure ? Math.max(0, countTargets(asked) - known) : 0
      setRun({ outcome, stopping: stopped.current, over, left, failure })
    }
    show(false)
    try {
      for await (const uids of readUidBatches(asked, self)) {
        if (stopped.current) break
        unanswered = uids.length
        const results = await changeBatch(asked.action, uids, role)
        unanswered = 0
        outcome = addResults(outcome, results)
        drop(results.filter(({ ok }) => ok).map(({ uid }) => uid))
        show(false)
      }
    } catch (error) {
      const code = error instanceof Error ? error.cause : undefined
      if (code === 'step_up_required' && outcome === emptySummary) {
        setRun(null)
        setErrors({})
        return
      }
      // A code says that the server refused the batch before it changed anybody.
      if (code) unanswered = 0
      failure = `The change failed: ${describeError(error)}`
      if (unanswered > 0) failure += ` ${describeUnanswered(unanswered)}`
      isOurs = !isOtherViewer(error)
    }
    show(true)
    if ('total' in asked) chooseMatching(null)
    if (isOurs) router.refresh()
  }
  const stop = () => {
    stopped.current = true
    setRun(before => before && { ...before, stopping: true })
  }
  return { run, role, start, stop, errors }
}
