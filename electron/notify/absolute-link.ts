/** A link of our own window gets this host's address; anything else stays as the author wrote it. */
export function absoluteLink(link: string, baseUrl: string): string {
  return link.startsWith('/') && !link.startsWith('//') ? `${baseUrl.replace(/\/+$/, '')}${link}` : link;
}
