namespace Shop.Api.Http;

/// <summary>Who may call a route. Without a word from the route it is <see cref="User"/>.</summary>
internal enum Audience
{
    /// <summary>Anyone who is signed in.</summary>
    User,

    /// <summary>Anyone. Credentials that are sent are checked all the same.</summary>
    Everyone,

    /// <summary>Administrators.</summary>
    Admin,
}
