type Policy = {
  createHTML: (text: string) => string | null;
  createScriptURL: (address: string) => string | null;
};
type PolicyFactory = { createPolicy: (name: 'default', policy: Policy) => unknown };

/**
 * The page's security policy refuses every text that would become markup or the address of a script, unless the one
 * policy made here lets it through. Style sheets of the component library contain no markup, and our own worker lies
 * in the build; nothing else has to pass. Browsers that do not know Trusted Types have the rest of the policy.
 */
export function guardMarkup(place: { trustedTypes?: PolicyFactory; location: Location } = window): void {
  place.trustedTypes?.createPolicy('default', {
    createHTML: (text) => (text.includes('<') ? null : text),
    createScriptURL: (address) => {
      const url = URL.parse(address, place.location.href);
      const isOurs = url?.origin === place.location.origin && /^\/assets\/[\w-]+\.js$/.test(url.pathname);
      return isOurs ? address : null;
    },
  });
}
