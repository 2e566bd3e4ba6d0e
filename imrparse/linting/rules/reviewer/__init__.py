"""The reviewer: that licence and specialty are stated, and that nothing tells who it is."""
