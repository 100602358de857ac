/** n8n loads the files named in package.json; this is for scripts that `require` the package. */
const { OzonetelApi } = require('./dist/credentials/OzonetelApi.credentials.js');
const {
	OzonetelBlockGroup,
} = require('./dist/nodes/OzonetelBlockGroup/OzonetelBlockGroup.node.js');

module.exports = { OzonetelApi, OzonetelBlockGroup };
