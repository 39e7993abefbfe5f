using System.Text.Json.Serialization;
using Shop.Api.Http;

namespace Shop.Api.Users;

[JsonSerializable(typeof(RegistrationRequest))]
[JsonSerializable(typeof(UserRequest))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(PageResponse<UserResponse>))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(ExportResponse))]
internal sealed partial class UserJson : JsonSerializerContext;
