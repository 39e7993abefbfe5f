namespace Shop.Api.Auth;

/// <summary>A setting keeps the API from starting. The message is for the operator and names the setting, never its value.</summary>
internal sealed class SettingException(string message, Exception? inner = null) : Exception(message, inner);
