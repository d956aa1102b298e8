'use client'
import type { ReactNode } from 'react'
import { ArtifactList } from '../components/artifact-list.tsx'
import { chatLabels } from '../components/labels/chat.ts'
import { useLabels } from '../components/parts-context.tsx'
import { useAgentFacts } from '../hooks/use-agent.ts'
import { useChatContext } from './chat-context.ts'

/** What only agents have: artifacts, and work that goes on in the background. */
export default function ChatAgent(): ReactNode {
  const { chat } = useChatContext()
  const labels = useLabels(chatLabels)
  const { artifacts, isDetached } = useAgentFacts(chat)
  return (
    <>
      {isDetached && (
        <p className="rg-notice rg-chat-notice" role="status">
          {labels.inBackground}
        </p>
      )}
      <ArtifactList artifacts={artifacts} className="rg-chat-artifacts" />
    </>
  )
}
