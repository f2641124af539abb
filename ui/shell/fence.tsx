import { Component, type ReactNode } from 'react'
import { problemText } from '#ui/client'
import { ErrorState } from '#ui/pieces'

type FenceProps = { children: ReactNode; quiet?: boolean | undefined }

/** Keeps a fault in one part of a screen from taking the rest with it, and says what happened. */
export class Fence extends Component<FenceProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    if (this.state.error === undefined) return this.props.children
    if (this.props.quiet) return null
    return (
      <ErrorState
        what="This part could not be shown"
        kept="Your data is untouched."
        todo={problemText(this.state.error)}
        onRetry={() => this.setState({ error: undefined })}
      />
    )
  }
}
