using Shop.Api.Http;
using Shop.Data;
using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>A user to register.</summary>
[ReadOnlyFields("id", "createdAt", "updatedAt", "version")]
internal sealed record RegistrationRequest(
    string? Email, [property: Verbatim] string? Password, string? FirstName, string? LastName, string? Role, string? Status)
    : IAdminFields, IUserFields
{
    public bool HasAdminFields(Guid caller) => Role is not null || Status is not null;

    public NewUser ToNewUser(Passwords passwords) => new(
        Email!.ToLowerInvariant(), FirstName!, LastName!, passwords.Hash(Password!), Role ?? UserRole.Customer, Status ?? UserStatus.Active);
}

/// <summary>What replaces a user's data; an absent role or status stays as it is. A password has a call of its own.</summary>
[ReadOnlyFields("id", "password", "createdAt", "updatedAt", "version")]
internal sealed record UserRequest(string? Email, string? FirstName, string? LastName, string? Role, string? Status)
    : IAdminFields, IUserFields
{
    public bool HasAdminFields(Guid caller) => Role is not null || Status is not null;

    /// <summary>The request that would change nothing.</summary>
    public static UserRequest From(User user) => new(user.Email, user.FirstName, user.LastName, user.Role, user.Status);

    public UserReplacement ToReplacement() => new(Email!.ToLowerInvariant(), FirstName!, LastName!, Role, Status);
}

/// <param name="CurrentPassword">Needed for one's own account; checked wherever it is sent.</param>
internal sealed record PasswordRequest([property: Verbatim] string? CurrentPassword, [property: Verbatim] string? NewPassword);

/// <summary>The fields that registering and replacing share, for the rules they share.</summary>
internal interface IUserFields
{
    string? Email { get; }

    string? FirstName { get; }

    string? LastName { get; }

    string? Role { get; }

    string? Status { get; }
}

internal sealed record UserResponse(
    Guid Id,
    string Email,
    string FirstName,
    string LastName,
    [property: OneOf(typeof(UserRole))] string Role,
    [property: OneOf(typeof(UserStatus))] string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version)
{
    public static UserResponse From(User user) => new(
        user.Id, user.Email, user.FirstName, user.LastName, user.Role, user.Status, user.CreatedAt, user.UpdatedAt, user.Version);
}
