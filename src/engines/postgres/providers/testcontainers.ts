import { type Provider, Unavailable } from './provider.ts';
export const testcontainers: Provider = {
  name: 'testcontainers',
  async start() {
    throw new Unavailable('not yet', { wayOut: '' });
  },
  async availability() {
    return { name: 'testcontainers', available: false, what: '', wayOut: '' };
  },
};
