"""The command `imrparse lint`."""
