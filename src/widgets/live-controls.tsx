'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { CAMERA, MIC, MUTED, SCREEN } from '../components/internal/icons.tsx'
import { liveLabels } from '../components/labels/live.ts'
import { useLabels } from '../components/parts-context.tsx'
import type { UseLiveResult } from '../hooks/use-live.ts'
import { Action } from './action.tsx'

interface LiveControlsProps {
  live: UseLiveResult
  /** What may be shown to the model. */
  video: readonly ('camera' | 'screen')[]
}

/** What can be done while one talks: mute, show something, choose a microphone, end it. */
export function LiveControls({ live, video }: LiveControlsProps): ReactNode {
  const labels = useLabels(liveLabels)
  const isOn = live.microphone === 'on' || live.microphone === 'muted'
  const canShow = typeof navigator !== 'undefined' && Boolean(navigator.mediaDevices)
  return (
    <div className="rg-live-controls">
      {isOn ? (
        <Action
          icon={live.microphone === 'muted' ? MUTED : MIC}
          label={labels.mute}
          pressed={live.microphone === 'muted'}
          onClick={() => live.mute(live.microphone === 'on')}
        />
      ) : (
        <Action icon={MUTED} label={labels.useMicrophone} onClick={() => void live.startMicrophone()} />
      )}
      {canShow &&
        video.map((kind) => (
          <Action
            key={kind}
            icon={kind === 'camera' ? CAMERA : SCREEN}
            label={kind === 'camera' ? labels.camera : labels.screen}
            pressed={live.video === kind}
            onClick={() => (live.video === kind ? live.stopVideo() : void live.startVideo(kind))}
          />
        ))}
      <button
        type="button"
        className="rg-link rg-live-hush"
        aria-disabled={!live.isSpeaking || undefined}
        onClick={live.interrupt}
      >
        {labels.stopSpeaking}
      </button>
      <MicrophoneChoice live={live} />
    </div>
  )
}

/** Nothing, where there is no choice. */
function MicrophoneChoice({ live }: { live: UseLiveResult }): ReactNode {
  const labels = useLabels(liveLabels)
  const microphones = live.devices.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
  if (microphones.length < 2) return null
  return (
    <select
      className="rg-input rg-live-devices"
      aria-label={labels.chooseMicrophone}
      value={live.microphoneId ?? ''}
      onChange={({ target }) => void live.startMicrophone(target.value)}
    >
      {microphones.map(({ deviceId, label }) => (
        <option key={deviceId} value={deviceId}>
          {label || labels.someMicrophone}
        </option>
      ))}
    </select>
  )
}

/** What the model sees, for the one who shows it. */
export function LivePreview({ stream }: { stream: MediaStream }): ReactNode {
  const labels = useLabels(liveLabels)
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (!video.current) return
    video.current.srcObject = stream
    void video.current.play().catch(() => undefined)
  }, [stream])
  return <video ref={video} className="rg-live-preview" aria-label={labels.seen} muted playsInline />
}
