import type { ChatLabels } from './chat.ts'
import { partLabels } from './parts.ts'

/** Words of tools that ask. */
export interface ToolLabels {
  /** What its buttons are called where nobody sees what they stand beside. Each holds the word that is seen. */
  approveTool: (name: string) => string
  declineTool: (name: string) => string
  alwaysAllow: string
  alwaysAllowTool: (name: string) => string
  editInput: (name: string) => string
  /** Runs a tool with an input that was changed. */
  approveEdited: string
  cancelEdit: string
  sendAnswer: string
  /** What stands for the answer of a tool whose form has one field without a name. */
  answer: string
  /** In a list of choices, before one was made. */
  choose: string
  required: string
  notJson: string
}

const own: ToolLabels = {
  approveTool: (name) => `Approve ${name}`,
  declineTool: (name) => `Decline ${name}`,
  alwaysAllow: 'Always allow',
  alwaysAllowTool: (name) => `Always allow ${name}`,
  editInput: (name) => `Edit what ${name} gets`,
  approveEdited: 'Approve with changes',
  cancelEdit: 'Cancel',
  sendAnswer: 'Send answer',
  answer: 'Answer',
  choose: 'Choose…',
  required: 'Please fill this in.',
  notJson: 'This is not JSON.',
}

export const toolLabels: ToolLabels &
  Pick<typeof partLabels, 'approve' | 'decline' | 'toolInput'> &
  Pick<ChatLabels, 'edit'> = {
  ...own,
  edit: 'Edit',
  approve: partLabels.approve,
  decline: partLabels.decline,
  toolInput: partLabels.toolInput,
}
