/** What the features need to know of the client, beside the snapshot. */
export interface FeatureOptions {
  /** The client shows Markdown in hovers. */
  readonly markdown: boolean;
  /** The client serves our commands, so lenses and hovers may carry them. */
  readonly commands: boolean;
  /** The client shows rule pages, so diagnostics may link to them. */
  readonly rulePages: boolean;
  /** Milliseconds since 1970. */
  readonly date: () => number;
  /** The client's spelling of a file's address. */
  readonly clientUri: (uri: string) => string;
  /** The client inserts snippets with tab stops. */
  readonly snippets?: boolean;
  /** The client shows a few words beside each item of a completion. */
  readonly labelDetails?: boolean;
  /** The client takes places in a signature for its parameters, not only their names. */
  readonly labelOffsets?: boolean;
}
