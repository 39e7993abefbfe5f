using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>A registered person.</summary>
/// <param name="Email">Lower case; unique.</param>
/// <param name="PasswordHash">As the password hasher made it; never leaves the API.</param>
/// <param name="Sessions">Raised when every open session must end; an access token names the number it was issued under.</param>
/// <param name="Version">Starts at 1 and rises with each change: the ETag.</param>
public sealed record User(
    Guid Id,
    string Email,
    string FirstName,
    string LastName,
    string Role,
    string Status,
    string PasswordHash,
    long Sessions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version)
{
    public bool IsAdmin => Role == UserRole.Admin;

    public bool IsActive => Status == UserStatus.Active;

    internal static User From(HashFields fields) => new(
        fields.Id("id"),
        fields["email"],
        fields["firstName"],
        fields["lastName"],
        fields["role"],
        fields["status"],
        fields["passwordHash"],
        fields.Number("sessions"),
        fields.Time("createdAt"),
        fields.Time("updatedAt"),
        fields.Number("version"));
}

/// <summary>What a user may do.</summary>
public static class UserRole
{
    public const string Customer = "customer";
    public const string Admin = "admin";
}

/// <summary>Whether a user may log in.</summary>
public static class UserStatus
{
    public const string Active = "active";
    public const string Disabled = "disabled";
}

/// <summary>A user to register; the e-mail is already in lower case, the password already hashed.</summary>
public sealed record NewUser(string Email, string FirstName, string LastName, string PasswordHash, string Role, string Status);

/// <summary>What replaces a user's data; an absent role or status stays as it is.</summary>
public sealed record UserReplacement(string Email, string FirstName, string LastName, string? Role, string? Status);
