"""The API through its public interface: requests in, answers out."""
