/**
 * A call that only reads, and that any account in order answers: it has no record of this campaign
 * (docs/ozonetel-api.md §6). No method means GET; where GET is named, n8n's helper leaves the body out.
 */
export const READ_ONLY_CALL = {
	url: '/ca_apis/campaignStatus',
	/** No account has a campaign of this name, and if one has, all is well all the same. */
	body: { campaignName: 'n8n_connection_test' },
};
