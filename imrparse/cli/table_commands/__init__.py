"""The commands `imrparse extract` and `imrparse stats`."""
