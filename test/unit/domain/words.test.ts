import { expect, test } from '@jest/globals';
import { wordsOf } from '../../../src/domain/words.ts';

test.each([
  [{ table: 'tenants', column: 'config' }, ['config', 'Config']],
  [{ table: 'tenants', column: 'network_code' }, ['network_code', 'networkCode', 'NetworkCode']],
  [{ table: 'tenants', column: null }, ['tenants', 'Tenants', 'tenant', 'Tenant']],
  [
    { table: 'user_companies', column: null },
    ['user_companies', 'userCompanies', 'UserCompanies', 'user_company', 'userCompany', 'UserCompany'],
  ],
])('%j', (name, words) => {
  expect(wordsOf(name)).toEqual(expect.arrayContaining(words));
});
