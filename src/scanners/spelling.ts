/** One spelling for `gam_network_code`, `gamNetworkCode` and `GAM_NETWORK_CODE`. */
export const folded = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** `gam_network_code` → `gamNetworkCode`. */
const camel = (name: string): string =>
  name.replace(/(?<=\w)_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());

/** How code may write a column where names are converted on the way. */
export const spellings = (column: string): readonly string[] => [...new Set([column, camel(column)])];

/** The words that a name is made of, in lower case: `ITenantDTO` → `i tenant dto`. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
