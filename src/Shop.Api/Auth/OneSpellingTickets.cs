using System.Buffers.Text;
using Microsoft.AspNetCore.Authentication;

namespace Shop.Api.Auth;

/// <summary>
/// Tickets whose text has exactly one spelling: base64url has spare bits in its last character and decoders skip white space, so without
/// this a changed token could still be read.
/// </summary>
internal sealed class OneSpellingTickets(ISecureDataFormat<AuthenticationTicket> tickets) : ISecureDataFormat<AuthenticationTicket>
{
    public string Protect(AuthenticationTicket data) => tickets.Protect(data);

    public string Protect(AuthenticationTicket data, string? purpose) => tickets.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, purpose: null);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) =>
        protectedText is not null && Base64Url.IsValid(protectedText)
        && string.Equals(Base64Url.EncodeToString(Base64Url.DecodeFromChars(protectedText)), protectedText, StringComparison.Ordinal)
            ? tickets.Unprotect(protectedText, purpose)
            : null;
}
