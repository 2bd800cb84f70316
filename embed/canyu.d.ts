/** `<canyu-campaign campaign="spring" server="https://canyu.example"></canyu-campaign>`: a campaign inside any page. */
export class CanyuCampaign extends HTMLElement {
  /** The campaign's name in addresses; mirrors the attribute `campaign`. */
  campaign: string;
  /**
   * Where the Canyu server is; mirrors the attribute `server`. Without it: the server that the tag's script came from. Pages that
   * bundle this package have to give it.
   */
  server: string;
  /**
   * Where shared links lead, unless the campaign itself names a page; mirrors the attribute `page`. Without it: the page that the
   * element is in.
   */
  page: string;

  /**
   * A JSON Web Token by which the host site vouches for its user; the attribute `identity` works as well. It is told to the server once for
   * each value, after the fan has arrived, and is not reflected into the document. A refusal is told by `canyu-error`.
   */
  identity: string;

  /** Where the built files are. Left alone, the server is asked. */
  static build?: { base: string; files?: unknown };

  addEventListener<Name extends keyof CanyuEvents>(
    type: Name,
    listener: (this: CanyuCampaign, event: CanyuEvents[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof CanyuEvents>(
    type: Name,
    listener: (this: CanyuCampaign, event: CanyuEvents[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** All of them bubble and cross shadow roots; `detail` is plain JSON. None answers a property that the page has set. */
export interface CanyuEvents extends HTMLElementEventMap {
  /** The widget can be used. */
  "canyu-ready": CustomEvent<Record<string, never>>;
  /** The fan has done something at a node, and the server has it. */
  "canyu-step": CustomEvent<{ node: string; act: string }>;
  /** The fan has taken part for the first time. */
  "canyu-joined": CustomEvent<Record<string, never>>;
  /** The fan has won a prize of the lottery, and is told so; once for each time that the page is opened. */
  "canyu-won": CustomEvent<{ node: string }>;
  /** The fan has used a share button. */
  "canyu-shared": CustomEvent<{ node: string; channel: string }>;
  /**
   * Something failed. `code` is one of the API's codes (of a host's token: `jwt_wrong`, `jwt_expired`, `identity_off`), or the element's own: `origin_not_listed`, `unknown_campaign`,
   * `unreachable`, `policy`, `panic`.
   */
  "canyu-error": CustomEvent<{ code: string; detail: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "canyu-campaign": CanyuCampaign;
  }
}
