"""What would tell who somebody is: a determination is published, and its reviewer is anonymous."""
