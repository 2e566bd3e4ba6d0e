"""The reviewer: licensure and specialty are stated, and nothing identifies the reviewer."""
