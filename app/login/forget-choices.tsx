'use client'
import { useEffect } from 'react'
import { tellLoginStatus } from '../forms/login-status.ts'

/** Deletes what the tab has stored about users, once nobody is signed in (ASVS v5.0.0-14.3.1), and tells FedCM. */
export function ForgetChoices() {
  useEffect(() => sessionStorage.clear(), [])
  useEffect(() => tellLoginStatus('logged-out'), [])
  return null
}
